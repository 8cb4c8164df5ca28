/** Events of mod_callcenter as its source writes them; the caller's name and number ride along, as they do. */
export const MEMBER = '453324f8-3424-4322-a362-0000fd23d001'
const CALLER = { 'CC-Member-Session-UUID': 'b77c49c2-a732-11df-9438-e7d9456f8886', 'CC-Member-CID-Name': 'ALICE EXAMPLE', 'CC-Member-CID-Number': '5550100' }

export function callcenterEvent(action: string, atMs: number, more: Record<string, string> = {}): Record<string, string> {
  return { 'Event-Date-Timestamp': String(atMs * 1000), 'CC-Queue': 'support@default', 'CC-Action': action, 'CC-Member-UUID': MEMBER, ...CALLER, ...more }
}
export function agentEvent(action: string, atMs: number, more: Record<string, string>): Record<string, string> {
  return { 'Event-Date-Timestamp': String(atMs * 1000), 'CC-Action': action, 'CC-Agent': '1000@default', ...more }
}
