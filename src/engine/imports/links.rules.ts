/**
 * Parameters in which partner tools put the partner's code, most telling first: Rewardful and Dub (via), FirstPromoter
 * (fpr), Post Affiliate Pro (a_aid), PartnerStack (ps_partner_key, gspk), Refersion (rfsn), Tapfiliate (ref), and the words
 * that programmes choose themselves.
 */
const CODE_PARAMETERS: ReadonlySet<string> = new Set(
  'ref via fpr a_aid ps_partner_key gspk rfsn aff aff_id affid affiliate affiliate_id affiliateid partner partner_id partnerid partner_code referral referral_code refid ref_id referred_by coupon'.split(
    ' ',
  ),
)

/** First folders of links that only say "a partner's code follows": https://x.example/r/ACME. */
const CODE_FOLDERS: ReadonlySet<string> = new Set(
  'r ref refer referral go p partner partners a aff affiliate via i invite'.split(' '),
)

/** Longer texts are no codes. */
const LONGEST_CODE = 100

/**
 * The partner's code in a link: the value of the first parameter that is known to hold one, else the path where it is one
 * word (a short link, https://x.example/ACME) or one word after a folder for codes (https://x.example/r/ACME); '' where the
 * link has none. A word alone is a code; a page (index.html) and a path of several folders are none. [IM62]
 */
export function codeOfLink(link: string): string {
  const { path, query } = takeApart(link.slice(0, 2000))
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && CODE_PARAMETERS.has(pair.slice(0, equals).toLowerCase())) {
      const code = toCode(pair.slice(equals + 1))
      if (code !== '') return code
    }
  }
  const [first = '', second, third] = path.split('/').filter((part) => part !== '')
  if (second === undefined) return CODE_FOLDERS.has(first.toLowerCase()) ? '' : toCode(first)
  return third === undefined && CODE_FOLDERS.has(first.toLowerCase()) ? toCode(second) : ''
}

function takeApart(link: string): { path: string; query: string } {
  const [address = ''] = link.split('#', 1)
  const question = address.indexOf('?')
  const location = question < 0 ? address : address.slice(0, question)
  const scheme = location.indexOf('://')
  const afterScheme = scheme < 0 ? location : location.slice(scheme + 3)
  const slash = afterScheme.indexOf('/')
  // Some logs write the code alone where others write the link.
  const isBare = slash < 0 && scheme < 0 && !afterScheme.includes('.')
  return {
    path: isBare ? afterScheme : slash < 0 ? '' : afterScheme.slice(slash),
    query: question < 0 ? '' : address.slice(question + 1),
  }
}

function toCode(text: string): string {
  const code = decode(text.replaceAll('+', ' ')).trim()
  return code.length > LONGEST_CODE || /\.[a-z]{2,5}$/i.test(code) ? '' : code
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
