import { joinCountries, parseTerritory, splitCountries } from '../../contract/territory.ts'
import { toComparable } from '../plans/conditions.rules.ts'

/** What lists write for everywhere, in the languages of `vocabulary`. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  `*;all;all countries;any;everywhere;global;international;world;worldwide;alle;alle länder;überall;weltweit;monde;monde entier;mondial;
   partout;tous;tous les pays;mundial;mundo;todo el mundo;todos;todos los países;todos os países;todo o mundo;alle landen;
   overal;wereld;wereldwijd;mondiale;mondo;ovunque;tutti;tutti i paesi`
    .split(';')
    .map(toComparable),
)

/** The countries of a cell; none where it says everywhere. [IM72] */
export function readTerritory(cell: string): string[] {
  const countries = splitCountries(cell)
  return countries.some((country) => EVERYWHERE.has(toComparable(country))) ? [] : countries.slice(0, 300)
}

/** Whether a territory as it is stored has the very countries that a file says, in any order and spelling. */
export function isSameTerritory(stored: string, said: readonly string[]): boolean {
  const [known, named] = [parseTerritory(stored), said].map((names) =>
    joinCountries([...new Set(names.map(toComparable))].toSorted()),
  )
  return known === named
}
