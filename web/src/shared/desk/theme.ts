import type { ThemeConfig } from 'antd';
import { tokens } from '../tokens';

/** antd in Tongbao's colours, for the merchant app and the console. Errors are amber: red is festive here. */
export const deskTheme: ThemeConfig = {
  token: {
    colorPrimary: tokens.indigo,
    colorInfo: tokens.indigo,
    colorLink: tokens.indigo,
    colorSuccess: tokens.jade,
    colorWarning: tokens.amber,
    colorError: tokens.amber,
    colorText: tokens.ink,
    colorTextHeading: tokens.ink,
    colorTextSecondary: tokens.stone,
    colorTextTertiary: tokens.stone,
    colorTextDescription: tokens.stone,
    colorTextPlaceholder: '#77716A',
    colorBorder: '#DAD5CC',
    colorBorderSecondary: tokens.line,
    colorBgLayout: tokens.desk,
    borderRadius: 9,
    borderRadiusLG: 12,
    controlHeight: 40,
    controlHeightLG: 48,
    // The list of fonts turns with the language (tokens.css).
    fontFamily: 'var(--font)',
    fontSize: 14,
    motionDurationMid: '0.18s',
    motionDurationSlow: '0.22s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 600 },
    Table: {
      headerBg: tokens.white,
      headerColor: tokens.stone,
      headerSplitColor: 'transparent',
      rowHoverBg: '#FAF8F4',
      cellPaddingBlock: 12,
    },
    Segmented: { trackBg: '#EFEAE2', itemColor: '#4A4541', trackPadding: 4 },
    Form: { labelColor: tokens.ink, verticalLabelPadding: '0 0 4px' },
    Tag: { defaultBg: '#F1EEE8' },
    Drawer: { paddingLG: 20 },
  },
};
