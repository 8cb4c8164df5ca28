import type { Display } from '@queuecast/client-sdk/protocol'

/** A display of someone who waits on the phone, third in line, told four minutes. */
export function spokenDisplay(changes: Partial<Display> = {}): Display {
  return {
    v: 1, center: 'acme', queue: 'support', contact: 'c-17', channel: 'voice', state: 'waiting', position: 3, positionFirm: true,
    wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
    duties: [], text: { lang: 'nl', sentence: 'U bent nummer 3. Waarschijnlijk bent u binnen 4 minuten aan de beurt.' },
    asOf: '2026-11-22T10:00:00.000Z', staleAfter: '2026-11-22T10:00:15.000Z', freshForSeconds: 15, epoch: '0000000001', seq: 48211, ...changes,
  }
}
