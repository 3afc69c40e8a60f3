import type { AllWords } from './pt'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: AllWords }
  }
}
