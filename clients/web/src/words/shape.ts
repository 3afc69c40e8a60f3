// The shape of a language: the keys of the Portuguese one, other words, and its own plural forms.
import type { AllWords } from './pt'

type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

type Reshaped<T, Own extends Form> = {
  [K in keyof T as K extends `${infer Counted}_${Form}` ? `${Counted}_${Own}` : K]: T[K] extends string
    ? string
    : Reshaped<T[K], Own>
}

export type Words<Own extends Form> = Reshaped<AllWords, Own>
