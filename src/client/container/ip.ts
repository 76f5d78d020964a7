/** Whether a text is an IP address, as Go's net.ParseIP tells. */
export const isIp = (text: string): boolean => isIpv4(text) || isIpv6(text);

const isIpv4 = (text: string): boolean =>
  /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

function isIpv6(text: string): boolean {
  if (!text.includes(':') || text.includes('%')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [index, half] of halves.entries()) {
    if (half === '') continue;
    const parts = half.split(':');
    const last = parts.at(-1) as string;
    if (index === halves.length - 1 && last.includes('.')) {
      if (!isIpv4(last)) return false;
      parts.pop();
      groups += 2;
    }
    if (!parts.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) return false;
    groups += parts.length;
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
}

/** Whether a text is a hardware address, as Go's net.ParseMAC tells. */
export const isMac = (text: string): boolean =>
  /^([0-9a-fA-F]{2}([:-]))([0-9a-fA-F]{2}\2){4}[0-9a-fA-F]{2}$/.test(text) ||
  /^([0-9a-fA-F]{2}([:-]))([0-9a-fA-F]{2}\2){6}[0-9a-fA-F]{2}$/.test(text) ||
  /^([0-9a-fA-F]{4}\.){2,3}[0-9a-fA-F]{4}$/.test(text);
