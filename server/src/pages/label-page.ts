import type { Context } from 'hono'
import { type CharterInForce, LABEL_LIFETIME_DAYS, type LabelFacts, labelFacts } from '../charter/index.ts'
import { type PageInsight, soon } from './insight.ts'
import { labelMarkup } from './label-markup.ts'
import { addressOf, isReader, type PageContext } from './page-context.ts'
import { nameIn, pageLanguage } from './page-language.ts'
import { pastVerdicts } from './past-verdicts.ts'
import { usualDays } from './periods.ts'
import type { PageCenter } from './pages-deps.ts'
import { labelView } from './view/label-view.ts'

const PATIENCE_MS = 2_500
/** The center's own charter first, then by name; `charter` chooses. */
const chosen = (versions: readonly CharterInForce[], nowMs: number, asked: string | undefined): CharterInForce | undefined => {
  const current = versions.filter(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)
  return asked === undefined ? current.find(({ adoption }) => adoption.adheredOn !== undefined) ?? current[0] : current.find(({ charter }) => charter.id === asked)
}

/** `/{center}/label.svg?charter&lang&theme`: what the ledger proves of a charter, to stand on any site. Open where the center is public. */
export async function labelImage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  if (!center.public && !(await isReader(c, center, context))) return c.text('this center is not public', 404)
  const { insight } = context.deps
  const nowMs = insight?.nowMs() ?? Date.now()
  const version = insight === undefined ? undefined : chosen(insight.versions(center.id), nowMs, c.req.query('charter'))
  const facts = insight === undefined || version === undefined ? NOTHING : await factsOf(insight, version, center, nowMs)
  const lang = pageLanguage(c, center.languages)
  const view = labelView(facts ?? NOT_YET, version, { center: nameIn(center.name, lang, center.id), href: `${addressOf(c)}/${center.id}/charter`, lang, timeZone: center.timeZone })
  return c.body(String(await labelMarkup(view, c.req.query('theme') === 'dark' ? 'dark' : 'light')), 200, {
    'content-type': 'image/svg+xml; charset=utf-8', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", 'cross-origin-resource-policy': 'cross-origin',
    'cache-control': facts === undefined ? 'no-store' : center.public ? 'public, max-age=600' : 'private, max-age=600', vary: 'Accept-Language',
  })
}

const NOTHING: LabelFacts = { charter: '', version: '', state: 'none', because: 'not-in-force', named: false, kept: 0, judged: 0, n: 0 }
const NOT_YET: LabelFacts = { ...NOTHING, state: 'not-measured-yet' }

async function factsOf(insight: PageInsight, version: CharterInForce, center: PageCenter, nowMs: number): Promise<LabelFacts | undefined> {
  const answers = Promise.all([pastVerdicts(insight, center.id, center.timeZone), insight.digest(center.id, usualDays(nowMs, center.timeZone)), insight.beganMs(center.id)])
  const ready = await soon(answers, PATIENCE_MS)
  if (ready === undefined) return undefined
  const [report, digest, beganMs] = ready
  const facts = labelFacts(version, report?.verdicts ?? [], { nowMs, lastDataMs: digest.lastDataMs })
  // What is younger than a label's life has not expired; it has not begun.
  const young = beganMs === undefined || nowMs - beganMs < LABEL_LIFETIME_DAYS * 86_400_000
  return facts.state === 'expired' && young ? { ...facts, state: 'not-measured-yet' } : facts
}
