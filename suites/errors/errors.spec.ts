import { playArea } from '../play-area.ts';

playArea('errors');
