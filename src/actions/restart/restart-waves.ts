import type { Reason } from '../../fleet/outcome.ts';
import { tooManyFailures } from './restart-texts.ts';
import { restartWave } from './wave.ts';
import type { WaveObserver, WaveOptions, WaveResult } from './wave.ts';

/** Told how the waves follow one another. */
export interface WavesObserver {
  /** For the wave with this number, counted from 1. */
  wave(number: number): WaveObserver;
  ended(event: WaveResult & { readonly wave: number }): void;
  pausing(event: { ms: number }): void;
}

export interface WavesOptions extends Omit<WaveOptions, 'observer'> {
  readonly observer: WavesObserver;
  /** Between a wave with a request and the next wave. */
  readonly pauseMs: number;
  /** No further wave when more servers than this have ended `failed` or `unknown`. */
  readonly maxFailures: number;
}

/**
 * Restarts the servers in waves, one after the other. The results are in the ledger at every moment.
 *
 * @returns why servers were not reached, where the waves themselves tell
 */
export async function restartInWaves(
  waves: readonly (readonly string[])[],
  options: WavesOptions,
): Promise<Reason | undefined> {
  const { clock, ledger, maxFailures, observer, pauseMs, stop } = options;
  const isStopped = (): boolean => stop.aborted;
  let isPauseDue = false;
  for (const [index, ids] of waves.entries()) {
    const { failures } = ledger;
    if (failures > maxFailures) return tooManyFailures(failures, maxFailures);
    if (isPauseDue && pauseMs > 0) {
      observer.pausing({ ms: pauseMs });
      await clock.sleep(pauseMs, stop);
    }
    if (isStopped()) return undefined;
    const wave = index + 1;
    const result = await restartWave(ids, { ...options, observer: observer.wave(wave) });
    observer.ended({ ...result, wave });
    if (result.endReason !== undefined) return result.endReason;
    isPauseDue = result.servers > 0;
  }
  return undefined;
}
