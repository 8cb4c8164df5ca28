export * from './contact-event.ts'
export * from './facts.ts'
export * from './view.ts'
export * from './fold-contract.ts'
