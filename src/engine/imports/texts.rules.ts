import { isCurrency } from '../../contract/money.ts'
import { currencyOfSign, unguard, withoutNuls } from './amounts.rules.ts'

const GMAIL = new Set(['gmail.com', 'googlemail.com'])

/** A text as it is kept: guards, NULs and outer spaces gone. [IV4] */
export function cleanText(text: string): string {
  if (text === '') return ''
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  // Most cells begin and end with a letter or digit and have nothing to lose.
  const plain =
    first > 47 && first < 128 && first !== 61 && first !== 64 && last > 32 && last < 128 && !text.includes('\0')
  if (plain) return text
  const clean = withoutNuls(text)
  return isGuarded(clean) ? unguard(clean) : clean.trim()
}

/** An apostrophe guards only what a spreadsheet would compute; in "'s-Hertogenbosch" it is a letter. */
function isGuarded(text: string): boolean {
  return /^ *(?:'[=+\-@\t\r＝＋－＠]|=")/.test(text)
}

/**
 * An e-mail address as it is compared: lower case, without a +tag, for Gmail without dots; '' when it is no address. [IV7]
 */
export function normaliseEmail(text: string): string {
  if (isNormalEmail(text)) return text
  const lower = withoutNuls(text).trim().toLowerCase()
  const at = lower.lastIndexOf('@')
  if (at < 1 || at !== lower.indexOf('@')) return ''
  const domain = lower.slice(at + 1)
  if (!isDomain(domain)) return ''
  let local = lower.slice(0, at)
  if (hasSpace(local)) return ''
  const plus = local.indexOf('+')
  if (plus > 0) local = local.slice(0, plus)
  if (GMAIL.has(domain)) local = local.replaceAll('.', '')
  return local === '' ? '' : `${local}@${domain}`
}

/** An address that normalising would not change, told in one pass: most are, and files have millions. */
function isNormalEmail(text: string): boolean {
  let at = -1
  let dot = -1
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const isLetterOrDigit = (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
    if (isLetterOrDigit || code === 45 || code === 95) continue
    if (code === 64 && at < 0 && index > 0) at = index
    else if (code === 46 && index > 0 && dot !== index - 1) dot = index
    else return false
  }
  if (at < 0 || dot < at + 2 || dot === text.length - 1 || text.length > 200) return false
  return text.charCodeAt(at + 1) !== 103 || !GMAIL.has(text.slice(at + 1))
}

/** The host of a domain, address or URL, without www, port and path; '' when there is none. [IV7] */
export function normaliseDomain(text: string): string {
  let host = withoutNuls(text).trim().toLowerCase()
  const scheme = host.indexOf('://')
  if (scheme >= 0) host = host.slice(scheme + 3)
  const at = host.indexOf('@')
  if (at >= 0) host = host.slice(at + 1)
  const end = host.search(/[/:?#]/)
  if (end >= 0) host = host.slice(0, end)
  if (host.startsWith('www.')) host = host.slice(4)
  if (host.endsWith('.')) host = host.slice(0, -1)
  return isDomain(host) ? host : ''
}

function isDomain(text: string): boolean {
  const dot = text.lastIndexOf('.')
  return dot > 0 && dot < text.length - 1 && text.length <= 253 && !hasSpace(text) && !text.includes('..')
}

function hasSpace(text: string): boolean {
  return /\s/.test(text)
}

/** The ISO 4217 code a currency cell names ("usd", "€", "US$", "EUR "); '' for an empty cell, undefined for anything else. */
export function readCurrency(text: string): string | undefined {
  const upper = text.length === 3 ? text.toUpperCase() : ''
  if (isCurrency(upper)) return upper
  const clean = cleanText(text)
  if (clean === '') return ''
  const currency = currencyOfSign(clean)
  return currency === '' ? undefined : currency
}

const TRUE_WORDS = new Set([
  'true',
  'yes',
  'y',
  '1',
  'x',
  'ja',
  'wahr',
  'oui',
  'vrai',
  'si',
  'sí',
  'sì',
  'sim',
  'vero',
  't',
])
const FALSE_WORDS = new Set([
  'false',
  'no',
  'n',
  '0',
  'nein',
  'falsch',
  'non',
  'faux',
  'não',
  'nao',
  'nee',
  'falso',
  'f',
])

/** Yes or no in seven languages; undefined for anything else. [IV12] */
export function readFlag(text: string): boolean | undefined {
  const word = withoutNuls(text).trim().toLowerCase()
  if (TRUE_WORDS.has(word)) return true
  return FALSE_WORDS.has(word) ? false : undefined
}
