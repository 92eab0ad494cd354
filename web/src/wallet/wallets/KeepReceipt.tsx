import { useMutation } from '@tanstack/react-query';
import { Toast } from 'antd-mobile';
import { useWords } from '../../shared/i18n/start';
import { asProblem } from '../../shared/problem';
import { Warning } from '../../shared/states';
import { api } from '../api';
import { Button, Refusal } from '../parts';
import { paperLanguage } from '../../shared/paperLanguage';
import { canShare, saveFile } from '../../shared/saveFile';
import type { ReceiptLine } from './receiptLines';
import { receiptPicture } from './receiptPicture';

export interface Receipt {
  id: string;
  /** Whose name is at its top. */
  head: string;
  at: string;
  lines: ReceiptLine[];
  /** Where the server has it on paper. */
  pdf: string;
}

/** The receipt to take along: as a picture that is shared where the phone can, else saved, and on paper. */
export function KeepReceipt({ of }: { of: Receipt }) {
  const { t, language } = useWords();
  const name = `tongbao-${of.id}`;
  const shares = canShare(new File([], `${name}.png`, { type: 'image/png' }));
  const picture = useMutation({
    mutationFn: async () => {
      const drawn = await receiptPicture(
        {
          shop: of.head,
          facts: [new Date(of.at).toLocaleString(language), of.id],
          foot: t('keepReceipt.made'),
        },
        of.lines,
      );
      if (!shares) {
        saveFile(`${name}.png`, drawn);
        void Toast.show({ icon: 'success', content: t('statement.saved') });
        return;
      }
      await navigator.share({ files: [new File([drawn], `${name}.png`, { type: 'image/png' })] }).catch((error: unknown) => {
        // Who closes the sheet has changed their mind; nothing failed.
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      });
    },
  });
  const pdf = useMutation({
    mutationFn: async () => {
      saveFile(`${name}.pdf`, await api.file(of.pdf, { query: { language: paperLanguage(language) } }));
    },
    onSuccess: () => void Toast.show({ icon: 'success', content: t('statement.saved') }),
  });
  return (
    <section className="stack" aria-label={t('keepReceipt.title')}>
      <div className="pair">
        <Button kind="ghost" busy={picture.isPending} onClick={() => picture.mutate()}>
          {t(shares ? 'keepReceipt.share' : 'keepReceipt.picture')}
        </Button>
        <Button kind="ghost" busy={pdf.isPending} onClick={() => pdf.mutate()}>
          {t('keepReceipt.pdf')}
        </Button>
      </div>
      {picture.isError && (
        <p className="refusal" role="alert">
          <Warning size={18} />
          <span>{t('keepReceipt.failed')}</span>
        </p>
      )}
      <Refusal problem={pdf.error && asProblem(pdf.error)} />
    </section>
  );
}
