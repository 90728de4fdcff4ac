// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "hostilepaths.h"

using namespace Qt::StringLiterals;

namespace hostile {

namespace {

const QString nul = QStringLiteral("a\0b").mid(1, 1);

QString repeated(const QString &text, int times)
{
    return text.repeated(times);
}

} // namespace

QStringList paths()
{
    return {
        // upwards
        u".."_s, u"../"_s, u"../x"_s, u"../../x"_s, u"../../../../../../etc/passwd"_s, u"a/.."_s, u"a/../b"_s,
        u"a/../../b"_s, u"a/b/../../../c"_s, u"./../x"_s, u"./x"_s, u"."_s, u"./"_s, u"a/."_s, u"a/./b"_s, u"a/.../b"_s,
        u"..."_s, u"...."_s, u".. /x"_s, u".. ./x"_s, u"../ x"_s, u" ../x"_s, u"..\u200B/x"_s, u"..\u202E/x"_s,
        u".\u2060./x"_s, u"\u2024\u2024/x"_s, u"\uFF0E\uFF0E/x"_s, u"\u2025/x"_s, u"..;/x"_s, u"..\t/x"_s, u"..\n/x"_s,
        u"..\r\n/x"_s, u"a/..\u0000/x"_s, u"..\\x"_s, u"..\\..\\x"_s, u"a\\..\\..\\b"_s, u"..\\/x"_s, u"../\\x"_s,
        u"\\..\\x"_s, u"..%2fx"_s, u"%2e%2e/x"_s, u"%2e%2e%2fx"_s, u"..%5cx"_s, u"%252e%252e%252fx"_s, u"..%c0%afx"_s,
        u"..%00/x"_s, u"....//x"_s, u"....//....//x"_s, u"..../\\x"_s, u"x/../"_s, u".//../x"_s,
        // from the top
        u"/"_s, u"//"_s, u"/x"_s, u"//x"_s, u"///x"_s, u"/etc/passwd"_s, u"/dev/null"_s, u"/proc/self/mem"_s, u"/tmp/x"_s,
        u"\\"_s, u"\\x"_s, u"\\\\server\\share\\x"_s, u"//server/share/x"_s, u"\\\\?\\C:\\x"_s, u"\\\\.\\PhysicalDrive0"_s,
        u"\\\\.\\pipe\\x"_s, u"\\??\\C:\\x"_s, u"\\Device\\Null"_s, u"C:"_s, u"C:\\"_s, u"C:\\x"_s, u"C:/x"_s, u"C:x"_s,
        u"c:..\\x"_s, u"Z:/x"_s, u"file:///etc/passwd"_s, u"smb://server/x"_s, u"\uFF0Fetc\uFF0Fpasswd"_s, u"\u2044etc"_s,
        u"\u2215etc"_s, u"\u29F8etc"_s, u"\u244Ax"_s, u"C\uFF1A\\x"_s, u"\u00A5x"_s, u"\u20A9x"_s,
        // home and shell
        u"~"_s, u"~/x"_s, u"~root/x"_s, u"~+/x"_s, u"$HOME/x"_s, u"${HOME}/x"_s, u"%USERPROFILE%\\x"_s, u"%TEMP%/x"_s,
        u"`id`"_s, u"$(id)"_s, u"|id"_s, u";id"_s, u"&id"_s, u"a>b"_s, u"a<b"_s, u"*"_s, u"?"_s, u"[a]"_s, u"{a,b}"_s, u"!x"_s,
        u"-rf"_s, u"--help"_s, u"-"_s, u"--"_s, u"a/-rf"_s, u"-a/-b"_s, u"'"_s, u"\""_s, u"\"a\" b"_s, u"a b"_s,
        // obeyed by programs
        u".git/config"_s, u".git/hooks/post-checkout"_s, u".GIT/config"_s, u".Git /config"_s, u".git./config"_s,
        u"git~1/config"_s, u"GIT~1/hooks/x"_s, u".g\u200Cit/config"_s, u".\u200Bgit/config"_s, u".git\u200D/config"_s,
        u".ssh/authorized_keys"_s, u".bashrc"_s, u".profile"_s, u".envrc"_s, u".env"_s, u".npmrc"_s, u".hg/hgrc"_s,
        u".vscode/tasks.json"_s, u".directory"_s, u".autorun"_s, u"desktop.ini"_s, u"Desktop.INI"_s, u"autorun.inf"_s,
        u"a/desktop.ini"_s, u".DS_Store"_s, u"._x"_s, u".fuse_hidden"_s, u".nfs0001"_s, u"x~1"_s, u"PROGRA~1/x"_s,
        // nothing that a file can be called
        QString(), u" "_s, u"  "_s, u"a//b"_s, u"a///b"_s, u"a/"_s, u"a/b/"_s, u"//a//"_s, nul, nul + u"x"_s, u"x"_s + nul,
        u"x.md"_s + nul + u".exe"_s, u"a/"_s + nul + u"/b"_s, u"\u0001"_s, u"\u0007x"_s, u"\u001B[31mx"_s, u"a\nb"_s, u"a\rb"_s,
        u"a\tb"_s, u"\u007F"_s, u"\u0085x"_s, u"\u009Bx"_s, u"\u2028x"_s, u"\u2029x"_s, u"\uFEFFx"_s, u"\uFFFE"_s, u"\uFFFF"_s,
        QString(QChar(0xD800)), QString(QChar(0xDC00)), u"a"_s + QChar(0xDFFF) + u"b"_s, u"\uE000"_s, u"\uFDD0"_s,
        u"\U000E0041\U000E0042"_s, u"\U0010FFFF"_s, u"x\u202Edm.exe"_s, u"\u2066x\u2069"_s, u"\u200Fx"_s,
        // too much
        repeated(u"a"_s, 255), repeated(u"a"_s, 256), repeated(u"a"_s, 1024), repeated(u"\u00E4"_s, 512),
        repeated(u"\u6F22"_s, 341), repeated(u"\U0001F600"_s, 256), repeated(u"a/"_s, 511) + u"a"_s,
        repeated(u"../"_s, 341) + u"x"_s, repeated(u"/"_s, 1024), repeated(u"."_s, 1024), repeated(u" "_s, 1024),
        repeated(u"aux/"_s, 255) + u"x"_s, repeated(u"a/"_s, 12) + u"x"_s, repeated(u"a"_s, 300) + u".md"_s,
        u"x."_s + repeated(u"e"_s, 300), repeated(u"a"_s, 250) + u"/../../x"_s, repeated(u"e\u0301"_s, 341),
    };
}

QStringList names()
{
    return {
        u"con"_s, u"CON"_s, u"Con.md"_s, u"con .md"_s, u"prn"_s, u"PRN.txt"_s, u"aux"_s, u"aux.c"_s, u"AUX.tar.gz"_s, u"nul"_s,
        u"nul.md"_s, u"NUL.MD"_s, u"nul "_s, u"nul."_s, u"nul:x"_s, u"com0"_s, u"COM1"_s, u"COM1 .txt"_s, u"com9.md"_s,
        u"com10.md"_s, u"com\u00B9"_s, u"COM\u00B2.md"_s, u"com\u00B3.txt"_s, u"lpt0"_s, u"LPT1"_s, u"lpt9.md"_s, u"lpt\u00B9"_s,
        u"conin$"_s, u"CONOUT$"_s, u"CLOCK$"_s, u"con/x"_s, u"x/aux/y"_s, u"a:b"_s, u"a:b:$DATA"_s, u"a::$INDEX_ALLOCATION"_s,
        u"a<b"_s, u"a>b"_s, u"a\"b"_s, u"a|b"_s, u"a?b"_s, u"a*b"_s, u"a\\b"_s, u"a_b"_s, u"x."_s, u"x.."_s, u"x "_s, u"x. ."_s,
        u"x"_s, u" x"_s, u"X"_s, u"x.md"_s, u"X.md"_s, u"x.MD"_s, u"README"_s, u"readme"_s, u"README/readme"_s, u"readme/x"_s,
        u"Readme.md"_s, u"caf\u00E9"_s, u"cafe\u0301"_s, u"CAF\u00C9"_s, u"\u00C5"_s, u"\u212B"_s, u"A\u030A"_s, u"\uFB01x"_s,
        u"fix"_s, u"\uFF46\uFF49x"_s, u"stra\u00DFe"_s, u"strasse"_s, u"STRASSE"_s, u"\u0130"_s, u"\u0131"_s, u"i"_s, u"I"_s,
        u"\u212A"_s, u"k"_s, u"-x"_s, u"--x"_s, u"_x"_s, u".x"_s, u"~x"_s, u"\u202Ex"_s, u"x\u200B"_s, u"x\u00AD"_s, u"x\u2028"_s,
        u"x-2"_s, u"x-2.md"_s, u"_long"_s, u"_long/x"_s, u"%41"_s, u"A"_s, u"a"_s, u"a/b"_s, u"A/b"_s, u"a/B"_s,
    };
}

} // namespace hostile
