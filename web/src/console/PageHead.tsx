import type { ReactNode } from 'react';

export function PageHead({ title, lead, tag, children }: { title: ReactNode; lead?: ReactNode; tag?: ReactNode; children?: ReactNode }) {
  return (
    <div className="page-head">
      <div>
        <h1>
          {title} {tag}
        </h1>
        {lead && <p className="muted">{lead}</p>}
      </div>
      <div className="page-actions">{children}</div>
    </div>
  );
}
