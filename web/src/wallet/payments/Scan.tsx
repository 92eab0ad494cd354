import { type ChangeEvent, type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { Warning } from '../../shared/states';
import { CodeIcon, PenIcon, PictureIcon, TorchIcon } from '../icons';
import { Button } from '../parts';
import { Screen } from '../Screen';
import { decodePicture } from './decodePicture';
import { readCode } from './readCode';

type Camera = 'starting' | 'on' | 'refused' | 'none';

/** The phone's lamp, while the camera is on. */
type Torch = { track: MediaStreamTrack; on: boolean };

function hasTorch(track: MediaStreamTrack): boolean {
  return 'getCapabilities' in track && 'torch' in track.getCapabilities();
}

/** A code by camera, from a picture, or typed. */
export function Scan() {
  const { t } = useWords();
  const navigate = useNavigate();
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera>('starting');
  const [fault, setFault] = useState<string>();
  const [torch, setTorch] = useState<Torch>();
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');

  function follow(text: string) {
    const code = readCode(text);
    switch (code.kind) {
      case 'order':
        return void navigate(`/pay/confirm?order=${code.orderId}`, { replace: true });
      case 'static':
        return void navigate(`/pay/amount?${new URLSearchParams({ qr: code.qr })}`, { replace: true });
      case 'dynamic':
      case 'unknown':
        return void navigate(`/pay/confirm?${new URLSearchParams({ qr: code.qr })}`, { replace: true });
      case 'person':
        return void navigate(`/send?${new URLSearchParams({ to: code.personId, ...(code.amount && { amount: code.amount }), ...(code.note && { note: code.note }) })}`, { replace: true });
      case 'pay-code':
        return setFault(t('scan.payCode'));
    }
  }

  const onFound = useEffectEvent((text: string) => follow(text));

  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;

    async function look() {
      if (left || !video.current) return;
      const text = await decodePicture(video.current).catch(() => null);
      if (left) return;
      if (text) onFound(text);
      else timer = setTimeout(() => void look(), 180);
    }

    async function start() {
      if (!navigator.mediaDevices?.getUserMedia) return setCamera('none');
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
      } catch (error) {
        if (!left) setCamera(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none');
        return;
      }
      if (left || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      setCamera('on');
      const track = stream.getVideoTracks()[0];
      if (track && hasTorch(track)) setTorch({ track, on: false });
      void look();
    }

    function stop() {
      for (const track of stream?.getTracks() ?? []) track.stop();
    }

    void start();
    return () => {
      left = true;
      clearTimeout(timer);
      stop();
    };
  }, []);

  async function fromPicture(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    setFault(undefined);
    const picture = await createImageBitmap(file).catch(() => null);
    const text = picture && (await decodePicture(picture).catch(() => null));
    if (text) follow(text);
    else setFault(t('scan.nothingInPicture'));
  }

  /** Shows what the lamp does, which a phone may refuse (a low battery). */
  async function light({ track, on }: Torch) {
    const lit = await track.applyConstraints({ advanced: [{ torch: !on } as MediaTrackConstraintSet] }).then(
      () => !on,
      () => on,
    );
    setTorch({ track, on: lit });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim()) follow(typed);
  }

  return (
    <Screen title={t('home.scan')} back="/" className="scan">
      <div className="scan-view">
        <video ref={video} muted playsInline aria-label={t('scan.camera')} hidden={camera !== 'on'} />
        {camera === 'on' && <span className="scan-frame" aria-hidden />}
        {torch && (
          <button type="button" className="scan-torch" aria-pressed={torch.on} onClick={() => void light(torch)}>
            <TorchIcon />
            {torch.on ? t('scan.torchOff') : t('scan.torchOn')}
          </button>
        )}
        {camera !== 'on' && (
          <p className="scan-note" role="status">
            {camera === 'starting' ? t('scan.starting') : camera === 'refused' ? t('scan.refused') : t('scan.noCamera')}
          </p>
        )}
      </div>
      {fault && (
        <p className="refusal" role="alert">
          <Warning size={18} />
          <span>{fault}</span>
        </p>
      )}
      <div className="scan-ways">
        <label className="scan-way">
          <PictureIcon />
          {t('scan.picture')}
          <input type="file" accept="image/*" className="visually-hidden" onChange={(event) => void fromPicture(event)} />
        </label>
        <button type="button" className="scan-way" aria-expanded={typing || camera === 'none' || camera === 'refused'} onClick={() => setTyping(true)}>
          <PenIcon />
          {t('scan.type')}
        </button>
        <button type="button" className="scan-way" onClick={() => void navigate('/pay', { replace: true })}>
          <CodeIcon />
          {t('home.payCode')}
        </button>
      </div>
      {(typing || camera === 'none' || camera === 'refused') && (
        <form className="stack" onSubmit={submit}>
          <label className="field">
            <span>{t('scan.text')}</span>
            <textarea rows={3} maxLength={600} spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t('scan.textHint')} />
          </label>
          <Button type="submit" disabled={typed.trim() === ''}>
            {t('scan.next')}
          </Button>
        </form>
      )}
    </Screen>
  );
}
