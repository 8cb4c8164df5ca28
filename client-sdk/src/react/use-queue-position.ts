import { useEffect, useState } from 'react'
import type { ConnectionState } from '../connection-state.ts'
import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'
import { watchPosition } from '../watch-position.ts'
import type { Watch } from '../watch-position.ts'

/** What a component may show now. `display` is `undefined` before the first; when `stale` it holds no figure. */
export interface QueuePosition {
  readonly display: Display | undefined
  readonly freshness: Freshness | undefined
  readonly connection: ConnectionState['kind'] | undefined
  /** For `told('shown')`, once it could be seen, and `requestCallback`; `undefined` while nothing is followed. */
  readonly watch: Watch | undefined
}

const NOTHING: QueuePosition = { display: undefined, freshness: undefined, connection: undefined, watch: undefined }

/** Follows a contact for as long as the component stands; for those who show it in their own way. Without a token it waits. */
export function useQueuePosition({ url, token, lang }: { readonly url: string; readonly token: string | undefined; readonly lang?: string }): QueuePosition {
  const [position, setPosition] = useState(NOTHING)
  useEffect(() => {
    if (token === undefined || token === '') return undefined
    const watch = watchPosition({ url, token, lang, onState: ({ kind }) => setPosition((before) => ({ ...before, connection: kind })) })
    setPosition({ ...NOTHING, watch })
    watch.subscribe((display, freshness) => setPosition((before) => ({ ...before, display, freshness })))
    return () => {
      watch.close()
      // Another contact's figure must not stand while this one's is awaited.
      setPosition(NOTHING)
    }
  }, [url, token, lang])
  return position
}
