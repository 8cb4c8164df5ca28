export { openBoardStream, type BoardStreamOptions } from './board-stream.ts'
export { openContactStream, type ContactStreamOptions } from './contact-stream.ts'
export { createLatestStream, sseText, SSE_HEADERS, streamHead, type LatestStream, type SseFrame } from './latest-stream.ts'
