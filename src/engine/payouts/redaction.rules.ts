import type { CustomerProfile } from '../../contract/programme.ts'

/** What tells whose sale a line is for: the customer's name, and the number of the record it came with. */
interface Naming {
  customer: string
  externalId: string
}

/**
 * "N. I." for "Northwind Industries": the first letter or digit of each word, with its marks.
 *
 * @returns '' for a name without letters and digits
 */
function initialsOf(name: string): string {
  return name
    .split(/\s+/u)
    .flatMap((word) => /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? [])
    .map((letter) => `${letter.toUpperCase()}.`)
    .join(' ')
}

/** Some systems number their records by the customer's e-mail address. */
const isAddress = (text: string): boolean => /\S@\S/.test(text)

/**
 * Leaves of a customer what the programme shows its partners; what is left out never enters a statement's content. A
 * record number leads to the customer in the systems it came from, so it goes with the name or stands for it. [PO18]
 */
export function redact(profile: CustomerProfile, { customer, externalId }: Naming): Naming {
  switch (profile) {
    case 'name':
      return { customer, externalId }
    case 'initials':
      return { customer: initialsOf(customer), externalId: '' }
    case 'record':
      return { customer: '', externalId: isAddress(externalId) ? '' : externalId }
    case 'nothing':
      return { customer: '', externalId: '' }
  }
}
