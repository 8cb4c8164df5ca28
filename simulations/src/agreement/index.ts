export { captureCenter, measureAgreement, type AgreementReport, type FoldedLine } from './agreement.ts'
export { agreementText } from './agreement-text.ts'
export { readCapture, type Capture } from './capture.ts'
