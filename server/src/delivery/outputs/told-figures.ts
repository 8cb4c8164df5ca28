import type { Display } from '@queuecast/client-sdk/protocol'

export interface ToldFigures { boundSeconds?: number; position?: number }

/** The figures of a display that may stand without its sentence; none where nobody waits any more (OU1). */
export function toldFigures({ state, wait, position, positionFirm }: Display): ToldFigures {
  if (state !== 'waiting' && state !== 'closing') return {}
  return {
    ...(wait.known ? { boundSeconds: wait.boundSeconds } : {}),
    ...(position !== undefined && positionFirm === true ? { position } : {}),
  }
}

/** Whole minutes that hold these seconds, at least one (OU2). */
export const wholeMinutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60))
