import { contactRoute } from '../contact-target.ts'
import type { ContactTarget } from '../contact-target.ts'
import type { Told } from '../protocol/index.ts'
import { contactHeaders } from './http-answer.ts'

/** A receipt over HTTP. A receipt that is lost makes the evidence smaller, never wrong, so it is not repeated. */
export function postTold(target: ContactTarget, told: Told): void {
  const address = contactRoute(target, 'told')
  if (address === undefined) return
  // `keepalive`: the customer may close the page just after having seen it.
  void fetch(address, { method: 'POST', keepalive: true, headers: { ...contactHeaders(target), 'Content-Type': 'application/json' }, body: JSON.stringify(told) })
    .then((response) => response.body?.cancel())
    .catch(() => undefined)
}
