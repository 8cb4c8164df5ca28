export { attachSocketIo, type AttachedSocketIo } from './attach.ts'
export { DEFAULT_SOCKET_LIMITS, type SocketIoCounts, type SocketIoDeps, type SocketLimits, type TokenAnswer } from './socketio-deps.ts'
export { wantedLanguages } from './wanted-languages.ts'
export { framesWork } from './frames-work.ts'
