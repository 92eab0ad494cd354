import type { ReactNode } from 'react';

function Icon({ children, size = 24 }: { children: ReactNode; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      {children}
    </svg>
  );
}

type Size = { size?: number };

export const ScanIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3M3 12h18" />
  </Icon>
);
export const CodeIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M3 5v14M7 5v14M11 5v14M14 5v14M18 5v14M21 5v14" />
  </Icon>
);
export const TorchIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M8 3h8v3l-2.500 4v11h-3V10L8 6zM8 6h8" />
  </Icon>
);
export const ReceiveIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M12 3v11m0 0-4-4m4 4 4-4M4 20h16" />
  </Icon>
);
export const SendIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M4 8h13m0 0-4-4m4 4-4 4M20 16H7m0 0 4-4m-4 4 4 4" />
  </Icon>
);
export const HomeIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z" />
  </Icon>
);
export const GiftIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M4 8h16v4H4zM5 12h14v8H5zM12 8v12M12 8C9 8 7 7 7 5.500S10 3 12 8c2-5 5-4 5-2.500S15 8 12 8z" />
  </Icon>
);
export const BillIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6" />
  </Icon>
);
export const MeIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 21c1-5 4-7 8-7s7 2 8 7" />
  </Icon>
);
export const BackIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="m15 5-7 7 7 7" />
  </Icon>
);
export const ChevronIcon = ({ size = 16 }: Size) => (
  <Icon size={size}>
    <path d="m9 5 7 7-7 7" />
  </Icon>
);
export const EyeIcon = ({ size = 20, shut = false }: Size & { shut?: boolean }) => (
  <Icon size={size}>
    {shut ? (
      <path d="M3 10c2.500 3 5.500 4.500 9 4.500s6.500-1.500 9-4.500M6 13l-2 2.500M18 13l2 2.500M12 14.500V18" />
    ) : (
      <>
        <path d="M2.500 12C5 7.500 8 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.500 6.500-9.500 6.500S5 16.500 2.500 12z" />
        <circle cx="12" cy="12" r="3" />
      </>
    )}
  </Icon>
);
export const BackspaceIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M9 5h11v14H9l-6-7zM12.500 9.500l5 5M17.500 9.500l-5 5" />
  </Icon>
);
export const BellIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7zM10 20.500a2.200 2.200 0 0 0 4 0" />
  </Icon>
);
export const TicketIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M3 6h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM14 6.500v1.500M14 11.200v1.600M14 16v1.500" />
  </Icon>
);
export const CardIcon = ({ size }: Size) => (
  <Icon size={size}>
    <rect x="3" y="5" width="18" height="14" rx="2.500" />
    <path d="M3 10h18M7 15h3" />
  </Icon>
);
export const PictureIcon = ({ size }: Size) => (
  <Icon size={size}>
    <rect x="3" y="4" width="18" height="16" rx="2.500" />
    <path d="m4 18 5.500-6 4 4 3-3 4 4.500" />
    <circle cx="15.500" cy="8.500" r="1.500" />
  </Icon>
);
export const PenIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />
  </Icon>
);
