import { playArea } from '../play-area.ts';

playArea('triggers');
