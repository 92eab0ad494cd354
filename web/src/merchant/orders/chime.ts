/**
 * The sound of "paid": two rising notes made on the spot, so that there is no file to load at the moment it is needed.
 * A browser that has not been touched yet refuses to sound; the screen turns jade all the same.
 */
let audio: AudioContext | null = null;

export function chime(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    note(audio, 784, 0);
    note(audio, 1175, 0.13);
  } catch {
    // No audio on this device: nothing is lost but the sound.
  }
}

function note(context: AudioContext, hertz: number, afterSeconds: number): void {
  const start = context.currentTime + afterSeconds;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = hertz;
  oscillator.type = 'sine';
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.35, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.55);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.6);
}
