import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { saveCsv } from '../shared/desk/csv';
import { useWords } from '../shared/i18n/start';

/** @param words so many columns at the left are words, the others figures */
export function Sheet({ label, head, rows, words = 1 }: { label: string; head: string[]; rows: ReactNode[][]; words?: number }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="diff backtest-table">
        <thead>
          <tr>
            {head.map((name, column) => (
              <th key={column} scope="col" className={column < words ? '' : 'figure'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={column < words ? '' : 'figure num'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Save({ name, header, rows }: { name: string; header: string[]; rows: (string | number)[][] }) {
  const { t } = useWords();
  return (
    <Button size="small" icon={<DownloadOutlined aria-hidden />} aria-label={`${t('common.export')} ${name}`} onClick={() => saveCsv(name, header, rows)}>
      CSV
    </Button>
  );
}
