import { json, type Handler } from './handler.ts'

/** `GET /healthz`: the process answers. */
export const getHealth: Handler = () => json({ status: 'ok' })

/** `GET /readyz`: may traffic be sent here? With the reasons where not. */
export const getReady: Handler = (_c, { deps }) => {
  const { ready, why } = deps.readiness()
  return json({ ready, why }, ready ? 200 : 503)
}

/** `GET /metrics`, for Prometheus. */
export const getMetrics: Handler = async (_c, { deps }) => {
  const { contentType, body } = await deps.metrics()
  return new Response(body, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } })
}
