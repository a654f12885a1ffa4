/** What is wrong with a setting that has the right form. */
export interface SettingMistake {
  readonly path: readonly PropertyKey[];
  readonly says: string;
}
