/** The same letters in the other case: equal for whoever compares carelessly. */
export function otherCase(secret: string): string {
  const turned = [...secret]
    .map((letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    .join('');
  return turned === secret ? `${secret}0` : turned;
}

/** The value without its last character: equal for whoever compares beginnings. */
export function shortened(secret: string): string {
  return secret.length > 1 ? secret.slice(0, -1) : `${secret}0`;
}

/** A URI of the same host that begins like the given one. */
export function addedTo(uri: string): string {
  const url = new URL(uri);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/other`;
  return url.href;
}
