import { QueueStatusElement } from './queue-status-element.ts'

/** Registers the element, by default as `<queue-status>`. Does nothing where the name is taken or there is no DOM. */
export function defineQueueStatus(name = 'queue-status'): void {
  if (typeof customElements === 'undefined' || customElements.get(name) !== undefined) return
  // A class can have one name only, so each name gets its own.
  customElements.define(name, class extends QueueStatusElement {})
}
