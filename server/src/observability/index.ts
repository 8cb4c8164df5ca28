export { createMetrics, type Metrics } from './metrics.ts'
export { createLogger, type Logger, type LoggerOptions, type LogFields, type LogLevel } from './logger.ts'
