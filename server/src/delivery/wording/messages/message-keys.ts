/** Every message that each language must have. Values are ICU MessageFormat. */
export const MESSAGE_KEYS = [
  'duration.minutes', 'duration.hours', 'duration.half-hours', 'duration.mixed',
  'place', 'in-line',
  'wait.known', 'wait.answer-by', 'wait.too-little-data', 'wait.not-yet', 'wait.no-forecast', 'wait.off', 'wait.stale-feed', 'wait.no-agents',
  'wait.not-estimable',
  'state.connecting', 'state.paused', 'state.callback', 'state.callback-within', 'state.callback-by', 'state.callback-between', 'state.answered', 'state.left', 'state.closing',
  'state.closed', 'state.unknown',
  'revision', 'revision.longer-handling', 'revision.fewer-agents', 'revision.priority-contacts', 'revision.event',
  'repeat.wait', 'repeat.in-line',
  'offer.callback', 'notice.expected-end',
] as const

export type MessageKey = (typeof MESSAGE_KEYS)[number]
export type Messages = Readonly<Record<MessageKey, string>>
