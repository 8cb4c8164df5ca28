import type { Context } from 'hono'
import { html } from 'hono/html'
import { cameOverHttps, type PageContext } from './page-context.ts'
import { nameIn, pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { wordsOf } from './view/words.ts'

const MAX_BODY_BYTES = 8192
/** Pages one may be led to after signing in; nothing else, so that no address of ours leads elsewhere. */
const GOALS = ['', 'wallboard', 'accuracy', 'charter', 'report', 'feeds'] as const

const goalOf = (asked: string | undefined): string => GOALS.find((goal) => goal === asked) ?? 'wallboard'

/** `GET /{center}/login`: asks for a key. */
export async function loginPage(c: Context, center: PageCenter, { assets }: PageContext, wrong = false): Promise<Response> {
  const lang = pageLanguage(c, center.languages)
  const words = wordsOf(lang)
  const name = nameIn(center.name, lang, center.id)
  return respondPage(c, pageShell({
    lang, title: `${words.login} · ${name}`, assets, scripts: [], kind: 'phone',
    body: html`<main>
<p class="center-name">${name}</p>
<h1>${words.login}</h1>
<form method="post" action="/${center.id}/login?to=${goalOf(c.req.query('to'))}">
<input name="center" value="${center.id}" autocomplete="username" readonly hidden>
<label for="key">${words.loginKey}</label>
<input id="key" name="key" type="password" autocomplete="current-password" required maxlength="4096" ${wrong ? html`aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="warning" id="wrong" role="alert">${words.loginWrong}</p>` : ''}
<button>${words.loginGo}</button>
</form>
</main>`,
  }), wrong ? 401 : 200)
}

/** `POST /{center}/login`: changes a key that may read for a cookie. */
export async function takeLogin(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  if (Number(c.req.header('content-length') ?? Infinity) > MAX_BODY_BYTES) return loginPage(c, center, context, true)
  const { key } = await c.req.parseBody()
  if (typeof key !== 'string' || !(await context.deps.authorizeRead(key, center.id))) return loginPage(c, center, context, true)
  const supervisor = (await context.deps.authorizeSupervisor?.(key, center.id)) === true
  if (!supervisor && goalOf(c.req.query('to')) === 'feeds') return loginPage(c, center, context, true)
  const inspect = (await context.deps.authorizeInspect?.(key, center.id)) === true
  c.header('set-cookie', await context.sessions.open(center.id, cameOverHttps(c), key, { supervisor, inspect }))
  return c.redirect(`/${center.id}/${goalOf(c.req.query('to'))}`.replace(/\/$/, ''), 303)
}
