/**
 * The colours of Tongbao. tokens.css gives the same values to style sheets (a test keeps the two equal);
 * here they are for antd's theme and for charts.
 */
export const tokens = {
  /** brand, primary action in the wallet, the pay button */
  cinnabar: '#B3261E',
  cinnabarDeep: '#8F1D17',
  cinnabarWash: '#FBEFEA',
  /** points, tiers, rewards: as text */
  gold: '#8A6100',
  /** points, tiers, rewards: as graphics, never as text on paper */
  goldBright: '#E0B252',
  goldWash: '#F5ECD8',
  /** text, amounts */
  ink: '#1D1B1A',
  /** secondary text */
  stone: '#6B6661',
  /** wallet ground; white cards on it */
  paper: '#FAF7F2',
  /** ground of the desk apps */
  desk: '#F6F5F2',
  line: '#ECE6DC',
  white: '#FFFFFF',
  /** money in, success, "active" */
  jade: '#1F6F5C',
  jadeWash: '#E3F0EC',
  /** links, information, primary action in merchant and console */
  indigo: '#2F4B7C',
  indigoWash: '#E6ECF5',
  /** warnings and errors, with an icon and words: red is festive here, not danger */
  amber: '#9A4B00',
  amberWash: '#FBEBDD',
} as const;

export const fontFamily =
  "'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif";
