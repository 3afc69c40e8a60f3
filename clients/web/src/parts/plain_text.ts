// A text as it is compared: without the marks of its letters, and in small ones.
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase()
}

// Whether each word that is sought is begun or stands somewhere in a text.
export function isSoughtIn(text: string, sought: string): boolean {
  const plain = plainText(text)
  return plainText(sought).split(/\s+/).every((word) => plain.includes(word))
}
