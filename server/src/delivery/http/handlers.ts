import { docsPage, DOCS_CSP } from './openapi/docs-page.ts'
import { openApiDocument } from './openapi/document.ts'
import type { OperationId } from './openapi/operations.ts'
import { deleteContact } from './routes/delete-contact.ts'
import { getAccuracy } from './routes/get-accuracy.ts'
import { getCharters, getVerdicts } from './routes/get-charters.ts'
import { getContactStream } from './routes/get-contact-stream.ts'
import { getDisplay } from './routes/get-display.ts'
import { getFeedRejected } from './routes/get-feed-rejected.ts'
import { getFeeds } from './routes/get-feeds.ts'
import { getQueue, getQueues, getQueuesStream } from './routes/get-queues.ts'
import type { Handler } from './routes/handler.ts'
import { getWebhookSecret } from './routes/get-webhook-secret.ts'
import { getHealth, getMetrics, getReady } from './routes/outside.ts'
import { postCallback } from './routes/post-callback.ts'
import { postEvents } from './routes/post-events.ts'
import { getFeed, postFeed, replayRejected } from './routes/post-feed.ts'
import { getLedger } from './routes/get-ledger.ts'
import { postTotals } from './routes/post-totals.ts'
import { postMessages } from './routes/post-messages.ts'
import { postNotice } from './routes/post-notice.ts'
import { postTwilio } from './routes/post-twilio.ts'
import { postTold } from './routes/post-told.ts'
import { postToken } from './routes/post-token.ts'
import { replayQuarantine } from './routes/replay-quarantine.ts'
import { putLearning } from './routes/put-learning.ts'
import { putCharters } from './routes/put-charters.ts'
import { putShow } from './routes/put-show.ts'

/** One handler for each documented route: what is not documented is not served, and the compiler asks for what is. */
export function createHandlers(): Record<OperationId, Handler> {
  // Both are made once, when first asked for.
  let openApi: string | undefined
  let docs: string | undefined
  return {
    postEvents, postFeed, getFeed, replayRejected, replayQuarantine, postToken, getDisplay, getContactStream, postTold, postTwilio, postCallback, postMessages, getWebhookSecret, getQueues, getQueuesStream, getQueue, putShow, putCharters, putLearning, postNotice, getFeeds, getFeedRejected,
    getCharters, getVerdicts,
    getLedger, getAccuracy, postTotals, deleteContact,
    getHealth, getReady, getMetrics,
    getOpenApi: () => new Response(openApi ??= JSON.stringify(openApiDocument(), undefined, 1), {
      headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
    }),
    getDocs: () => new Response(docs ??= docsPage(), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': DOCS_CSP, 'cache-control': 'public, max-age=300', 'referrer-policy': 'no-referrer' },
    }),
  }
}
