import { playArea } from '../play-area.ts';

playArea('oauth');
