import { useMutation, useQuery } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { problemText } from '../../shared/problemText';
import { ErrorState, Skeleton, Warning } from '../../shared/states';
import { api } from '../api';
import { PictureIcon } from '../icons';
import { base64, shrinkPicture } from '../../shared/shrinkPicture';
import { useBlobUrl } from '../../shared/useBlobUrl';

/** What is to go with a send: nothing, a picture on its way to the server, or the one that it has kept. */
export type Chosen = undefined | 'keeping' | { id: string };

/** A picture to go with a send: shrunk here, kept by the server until the send takes it. */
export function PictureField({ fault, onChosen }: { fault: string | undefined; onChosen: (picture: Chosen) => void }) {
  const { t, language } = useWords();
  const [chosen, setChosen] = useState<Blob>();
  const [unreadable, setUnreadable] = useState(false);
  const url = useBlobUrl(chosen);
  const keep = useMutation<{ id: string }, Problem, Blob>({
    mutationFn: async (picture) => api.post<{ id: string }>('/send-pictures', { data: await base64(picture) }),
    onSuccess: onChosen,
    onError: () => {
      setChosen(undefined);
      onChosen(undefined);
    },
  });

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    onChosen('keeping');
    keep.reset();
    const small = await shrinkPicture(file);
    setUnreadable(small === null);
    setChosen(small ?? undefined);
    if (small) keep.mutate(small);
    else onChosen(undefined);
  }

  function remove() {
    setChosen(undefined);
    keep.reset();
    onChosen(undefined);
  }

  const wrong = fault ?? (unreadable ? t('send.noPicture') : keep.error ? problemText(t, keep.error, language) : undefined);
  return (
    <div className="picture-field">
      {chosen && url ? (
        <div className="picture-chosen">
          <img src={url} alt={t('send.picture')} data-testid="picture-chosen" data-kept={keep.isSuccess} />
          <span className="row-main">
            {t('send.picture')}
            <span className="row-note">{t('send.pictureWhy')}</span>
          </span>
          <button type="button" className="link" onClick={remove}>
            {t('send.removePicture')}
          </button>
        </div>
      ) : (
        <label className="picture-add">
          <PictureIcon />
          {t('send.addPicture')}
          <input type="file" accept="image/jpeg,image/png,image/webp" className="visually-hidden" onChange={(event) => void choose(event)} />
        </label>
      )}
      {wrong && (
        <p className="field-fault" role="alert">
          <Warning size={15} /> {wrong}
        </p>
      )}
    </div>
  );
}

/** The picture that went with a send, for both. */
export function PictureOfSend({ sendId }: { sendId: string }) {
  const { t } = useWords();
  const picture = useQuery({ queryKey: ['send-picture', sendId], queryFn: () => api.file(`/sends/${sendId}/picture`), staleTime: Infinity });
  const url = useBlobUrl(picture.data);
  if (picture.isError) return <ErrorState error={picture.error} onRetry={() => void picture.refetch()} />;
  return url ? <img className="send-picture" src={url} alt={t('send.pictureOf')} data-testid="send-picture" /> : <Skeleton rows={[120]} />;
}
