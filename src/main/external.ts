/**
 * What may be opened outside: https: and mailto: only.
 *
 * @returns the address as it will be opened, and the host or recipient to show the user first; undefined when refused
 */
export function readExternalUrl(text: string): { url: string; place: string } | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  // A name or password before the host makes one host look like another.
  if (url.protocol === 'https:' && url.hostname !== '' && url.username === '' && url.password === '')
    return { url: url.href, place: url.host }
  // Other headers of a mailto: address could attach files in some mail programs.
  if (url.protocol === 'mailto:' && url.pathname !== '' && /^(\?subject=[^&]*)?$/.test(url.search))
    return { url: url.href, place: url.pathname }
  return undefined
}
