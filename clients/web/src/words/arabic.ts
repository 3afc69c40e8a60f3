// Arabic, with the letters that it is written in.
import '@fontsource-variable/noto-sans-arabic'
export { ar } from './ar'
