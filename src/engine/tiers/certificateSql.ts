/** Whether a certificate is valid on a day: SQL of the day, and the name of its table where it is not the only one. */
export function isValidOnSql(day: string, certificate = 'certificate'): string {
  return `${certificate}.issued_on <= ${day} AND (${certificate}.expires_on IS NULL OR ${certificate}.expires_on >= ${day})`
}
