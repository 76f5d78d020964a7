/** The commands that one busybox executable is known as. */
const all =
  '[ [[ acpid add-shell addgroup adduser adjtimex arch arp arping ash awk base64 basename bbconfig bc beep blkdiscard blkid blockdev brctl bunzip2 bzcat bzip2 cal cat chgrp chmod chown chpasswd chroot chvt cksum clear cmp comm cp cpio crond crontab cryptpw cut date dc dd deallocvt delgroup deluser df diff dirname dmesg dnsdomainname dos2unix du dumpkmap echo egrep env expand expr factor fallocate false fatattr fbset fdisk fgrep find findfs flock fold free fsck fstrim fsync fuser getopt getty grep groups gunzip gzip halt hd head hexdump hostid hostname hwclock id ifconfig ifdown ifup init inotifyd install ionice iostat ip ipaddr ipcalc ipcrm ipcs iplink ipneigh iproute iprule kill killall killall5 klogd last less link linux32 linux64 ln loadkmap logger login logread losetup ls lsattr lsmod lsof lsusb lzcat lzma lzop lzopcat makemime md5sum mdev mesg microcom mkdir mkdosfs mkfifo mknod mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mv nameif nanddump nc netstat nice nl nmeter nohup nologin nproc nsenter nslookup ntpd od openvt partprobe passwd paste pgrep pidof ping ping6 pipe_progress pivot_root pkill pmap poweroff printenv printf ps pscan pstree pwd pwdx raidautorun rdate rdev readahead readlink realpath reboot reformime remove-shell renice reset resize rev rfkill rm rmdir rmmod route run-parts sed sendmail seq setconsole setfont setkeycodes setlogcons setpriv setserial setsid sh sha1sum sha256sum sha3sum sha512sum showkey shred shuf slattach sleep sort split ssl_client stat strings stty su sum swapoff swapon switch_root sync sysctl syslogd tac tail tar tee test time timeout top touch tr traceroute traceroute6 tree true truncate tty ttysize tunctl udhcpc udhcpc6 umount uname unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime usleep uudecode uuencode vconfig vi vlock volname watch watchdog wc wget which who whoami whois xargs xxd xzcat yes zcat zcip'.split(
    ' ',
  );

const inUserSbin = new Set(
  'add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser fbset killall5 loadfont mkpasswd nanddump nologin ntpd partprobe rdate rdev readahead remove-shell rfkill sendmail setfont setlogcons'.split(
    ' ',
  ),
);
const inSbin = new Set(
  'acpid adjtimex arp blkdiscard blkid fdisk findfs fsck fstrim getty halt hwclock ifconfig ifdown ifup init ip ipaddr iplink ipneigh iproute iprule klogd loadkmap losetup lsmod mdev mkdosfs mkswap modinfo modprobe nameif pivot_root poweroff raidautorun reboot rmmod route setconsole slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog zcip'.split(
    ' ',
  ),
);
const inBin = new Set(
  'arch ash base64 bbconfig cat chgrp chmod chown cp date dd df dmesg dnsdomainname dumpkmap echo egrep false fatattr fgrep fsync getopt grep gunzip gzip hostname ionice iostat ipcalc kill link linux32 linux64 ln login ls lsattr lzop makemime mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice pidof ping ping6 pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial sh sleep stat stty su sync tar touch true umount uname usleep watch zcat'.split(
    ' ',
  ),
);

export const applets: readonly string[] = all;

/** Where Alpine has each of them. */
export function appletPath(applet: string): string {
  if (inBin.has(applet)) return `/bin/${applet}`;
  if (inSbin.has(applet)) return `/sbin/${applet}`;
  return inUserSbin.has(applet) ? `/usr/sbin/${applet}` : `/usr/bin/${applet}`;
}
