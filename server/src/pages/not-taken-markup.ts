import { html } from 'hono/html'
import type { PageRejected, PageReplayed } from './feeds-page.ts'
import type { Markup } from './page-response.ts'
import { type FeedWords, type ReplayOutcome } from './view/feed-words.ts'
import { fill } from './view/words.ts'

export interface NotTakenView {
  feed: string
  rejected: readonly PageRejected[]
  replayed: readonly PageReplayed[]
  /** What came of the replay that was just asked for. */
  came: ReplayOutcome | undefined
  mayReplay: boolean
  /** Where a button sends its item. */
  action: string
  words: FeedWords
  at(instant: string | number): string
}

/** The list of what was not taken: why, what it looked like without personal data, and a button that works without a script. */
export function notTakenMarkup({ feed, rejected, replayed, came, mayReplay, action, words, at }: NotTakenView): Markup {
  const button = ({ replay }: PageRejected): Markup | '' => {
    if (replay === undefined || !mayReplay) return ''
    const [name, value] = 'position' in replay ? ['position', replay.position] : ['rejected', replay.rejected]
    return html`<form method="post" action="${action}"><input type="hidden" name="feed" value="${feed}"><input type="hidden" name="${name}" value="${value}"><button>${words.replay}</button></form>`
  }
  const looks = (one: PageRejected): Markup | '' => (one.looks === undefined ? ''
    : html`<details data-keep="${feed} ${one.at} ${one.reason}"><summary>${words.looks}</summary><pre>${one.looks}</pre></details>`)
  return html`${came === undefined ? '' : html`<p class="note" role="status">${words.came[came]}</p>`}
<details data-keep="${feed}"${came === undefined ? '' : ' open'}><summary>${words.rejectedTitle}</summary>
${rejected.length === 0 ? html`<p class="note">${words.nothingRejected}</p>` : html`<ul class="events">${rejected.map((one) =>
    html`<li><b>${at(one.at)}</b> ${one.setAside ? html`${words.setAside}: ` : ''}${one.reason}${one.forGood === true ? html` ${words.forGood}` : ''}${looks(one)}${button(one)}</li>`)}</ul>`}
${replayed.length === 0 ? '' : html`<ul class="events replayed">${replayed.map((one) =>
    html`<li><b>${at(one.atMs)}</b> ${fill(words.replayed, { type: one.type })} ${words.came[one.outcome]}${one.detail === undefined ? '' : html` ${one.detail}`}</li>`)}</ul>`}
</details>`
}
