import { createElement, useEffect, useRef } from 'react'
import type { HTMLAttributes, ReactElement } from 'react'
import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'
import '../element/queue-status.ts'

export interface QueueStatusProps extends Omit<HTMLAttributes<HTMLElement>, 'onChange' | 'children'> {
  /** The Queuecast server; default: the page's own. */
  readonly url?: string
  /** The contact token; it is never written to the page, nor into HTML rendered on a server. `undefined`: none yet. */
  readonly token: string | undefined
  readonly lang?: string
  /** Whether a customer who asks for a callback is asked for a number; default: unless on the phone. */
  readonly callbackPhone?: 'known' | 'ask'
  /** `off` leaves out the alert button. */
  readonly alerts?: 'off'
  readonly onChange?: (display: Display, freshness: Freshness) => void
}

type Element = HTMLElement & { token: string }

/** `<queue-status>` as a React component. May be rendered on a server: it is then an empty element of the same tag. */
export function QueueStatus({ url, token, callbackPhone, alerts, onChange, className, ...others }: QueueStatusProps): ReactElement {
  const element = useRef<Element>(null)
  // The newest callback is called, without a new subscription for each.
  const told = useRef(onChange)
  useEffect(() => { told.current = onChange })
  useEffect(() => {
    const { current } = element
    const tell = (event: Event): void => {
      const { display, freshness } = (event as CustomEvent<{ display: Display; freshness: Freshness }>).detail
      told.current?.(display, freshness)
    }
    current?.addEventListener('queue-status-change', tell)
    return () => current?.removeEventListener('queue-status-change', tell)
  }, [])
  useEffect(() => { if (element.current !== null) element.current.token = token ?? '' }, [token])
  // React 18 writes `class` for custom elements only by its own name.
  return createElement('queue-status', { ...others, ref: element, url, class: className, 'callback-phone': callbackPhone, alerts })
}
