import { createElement, StrictMode, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { QueueStatus, useQueuePosition } from '../react/index.ts'
import { exampleToken } from './example-token.ts'

// For tests: a page, rendered on a server and hydrated, that shows one contact in both ways, and can change whom.

function Own({ token }: { token: string | undefined }) {
  const { display, freshness, connection } = useQueuePosition({ url: '/', token, lang: 'nl' })
  return createElement('p', { id: 'own' }, `${connection ?? 'idle'} ${freshness ?? 'none'} ${display?.text.sentence ?? ''}`)
}

/** The page, also for the server's rendering of it. */
export function Page() {
  const [contact, setContact] = useState<string | undefined>('c-17')
  const [changes, setChanges] = useState(0)
  const token = contact === undefined ? undefined : exampleToken('acme', contact)
  return createElement('main', null,
    createElement(QueueStatus, { url: '/', token, lang: 'nl', onChange: () => setChanges((before) => before + 1) }),
    createElement(Own, { token }),
    createElement('p', { id: 'changes' }, String(changes)),
    createElement('button', { id: 'other', onClick: () => setContact('c-18') }, 'other'),
    createElement('button', { id: 'none', onClick: () => setContact(undefined) }, 'none'))
}

const root = typeof document === 'undefined' ? null : document.querySelector('#root')
if (root !== null) hydrateRoot(root, createElement(StrictMode, null, createElement(Page)))
