"""What real tools made of one script, `cli.js`, or of `x86_code()`, kept small: xz-compressed, in base85.

HFS+: xorriso 1.5.4 (the volume in its partition). 7z: 7-Zip 26.02, plain and with the filter BCJ2. Cabinet: gcab 1.5. Installer: wixl 0.101, with a
custom action added by msibuild. APFS: a container of mkapfs, whose unused blocks were left out and whose one tree was given `lib/cli.js`
by hand, as no tool outside macOS writes files into one.
"""

import base64
import lzma


def _image(text: str) -> bytes:
    return lzma.decompress(base64.b85decode("".join(text.split())))


def x86_code() -> bytes:
    """Calls, jumps and conditional jumps to a few places, behind the first bytes of an ELF file."""
    out = bytearray()
    for index in range(60):
        for opcode in (b"\xe8", b"\xe9", b"\x0f\x84"):
            out += b"\x55\x48\x89\xe5" + opcode
            out += (0x1000 * (index % 3) - len(out) - 4 & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x7fELF" + bytes(out) + b"\xe8"


HFS_PLUS = _image("""
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5;7|Vnj9mZ#Z~g!Oqql#2Sem$Vv><T%aamgdX|q$<$mkD$5h_|Ra?bVe68$odN8>rWNGWZs(Xma2;C7c^Ei<JS?&8rnM+CzuPHa=6
^Hxlfjxc;U@QiLu8I8^*FU}1+Zcr)KdjcDl_dMYmAdYO5h*WzjgA-
9e&C+iw`2{5tho06aWn3i5#w=qM(_mSu0T8KBE7N(mPNKOvPV&pTUX$dJ!bV$xKZKR1aLbb!%T5ptF&U1h*&kW9Y<!an8^XYJ^x%XfzjtEtezmCjEyAP|Xh!V-
fwA+j0c8RnSGw7zVrqpQXXNh1oUR1OO!Pn)aTuxtovODCLr#BDrcvz#s)={kgD)JhbSF&CiR(J91#ZoI)YotZ3R@L!1Aj!ep?hPR9vH{0h(DwqMmNjqa#?xx4uL40F_%G@
j#K06^;S%K70fL|zLgXP9h)u{1>3HmPp>w47=@d~0Leb}t2v{k65j=s@4GLhLc(LmJ}UY2){T^9vQL(!@Q&wy1Cqzp*@{G!JL~%Z;!X}vA0dwT00F22fS>^Yl;?n4vBYQl
0ssI200dcD
""")
APFS = _image("""
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5<q!V^hg|>?zKR9+udI4pGF#3r*LwxmtLV0v#9*s9u~$Mb+2`HtJ|=CNK+G^;N6IA!+wNSCDl&6LvWF#I%4&lHjsVd=S!*f;DYa!J
^qm&o@c{Y}2zT*^dK|{CSS?xYt|3a2mvdxQDiSX!S4&Afe)Y|6Ca6;!&jwL%$V$W*A@SOC>vMEvuR-^Y=<hA>-
GtKmJg4SST_}?5a1%3017v36`ak8$c3|iiLr0GS`l89E;p0K7U{*mbn0GQo?_VFoX#~MaXF{y>?s%XF_LKI$cfG^uK>~0Q$%@@s%RZ=(Jx!IZ0?5Fl2`cQW|5_%jats!Q=
ZBAr0cu{pZd#!HMo~yeFx%Xr%#2smg)jtwd*2cd?J><-
CncxEFAeyaV6bl0!v?m;v7)21(O!Vnz$4#Yy<B=HTC<q|BUY3+Xal6KahG7$p(YxkTCzf#!>=$9vz${*>{DoR$1=SGL3}pj@6Tz+fh=&G-
Go)KuIXuhzsr<SmD6>)dAx3<K0uaC;RpN~74MPCtwY=$T&y@p@`zK<SXb|Zd?=96FFS;ZIcRUjFPL437BG=_jXMH66eZfAm5H&a$M2f0yU#<|74pW+w5hiBEFkzAy6w@|`
aFRWNqFQ?YkG(lM2fq$?n=i%V)beLrm|bRVA?~12}~Q|O5s1;zQ_l&D+d2Dw@pEF{7i!Ax7I?jFgS`JF<X1pFO8rr)FskCW5#A?YcBD>lzXds+{@4ZXwm`hFNaU^Odywpf
H_@Pw{w{SlJyAvL`Ff^2^Ihst03DVFA6z4QQ6+78)GsB+vqj~`Op@!Tp!G%(it=))%=h$Ihx1%ra7Z@&>bA?%(Ox^NeTVL=f&y+g>#9Wh_b3ZjsCrj@pK&2{%o0FB<khd&
Q|u;>DI8z2aXKixSjUj7xa^rk_r#iymQt_&~Xynr<}>jc6aMor!LPg9E=saX`QyBFchM41Pc!#m%m~?YzLUY<Fd!N{j&LFCCI9ao<yx0XJYO8{Z?f5o3I5WOwzshDXFJmv
DLEeG@&lpcK=9PslhDYhL!}hL>CLk+Th4zWCf?P>g_rTj4sugGnMy|w_eIJk~(pO_N#gLwzH~WVgZIM?QwK41ZMPQOmtgFGUikh5SC=uB$pkBm3-
XaA#7(H8uV}$#x%J$4P#pwQ`;O;6SK-
K&z|~mlj`Vy7)Ifi(wCGv!}_^*9^~Z$pqjrZg;4Fuu+D~x+4EgqV_|yhmyjrG{`2%`2WIT5sp%b9UWO0hPb@wX6k!~=oxV@bf)K6r&e0wYIjzGURs4Ji7pQjEu;mBA5yyq
I)&z_xU33?P2j;^kLD6pX=ge|6)QU)TkLyM=k&BbKH2(UVUhaA!G1A;v)h^8cP<gT>ngx(-Tcon)81jx_p9^S5-
UnbnaWq&;G(0hm|LjZ+vb9sCnvg8H3Ij_7NDn_4f%d|<rMDPSArmiKY+ewy$Dfznbt<!(K8{BIO0;H6_8^#e9{Um+1F0yx^G1jT1>d+>7o?jBzCZu~&>Z)@i+}I#00E;3f
S?or;^{(5vBYQl0ssI200dcD
""")
SEVEN_ZIP = _image("""
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5-~iwN(Om!=o|B64I3+}dv7iqj0zW-M@A%7A60M>{cY_1rb;^k}mR-
|l3$@S{Qc2E`sZ(hBQ}6l1q@#%R+dos}pw<Pb`{UTmAYq>gA#uER55vnbviJa|V70<N(e?ogi7pswF(k8O>vnHf7*PW<$c1Oh%V8`HJ<of|gSBgHa`I4-e-
x!84l7QMWB2U-`K(RSaCJf<#Dk>n646@;0nvt^v5eyQg0?!9ySn!+R;<BM7`YWC0S!KCgPn}(+(8v6f=6%rkUR-
|TbuGP#sB~S00000`@Gc&rscl_00Hd*;Q;^uTe<E#vBYQl0ssI200dcD
""")
SEVEN_ZIP_BCJ2 = _image("""
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5-
~sai(_H`?o|B64I3+}eE2iHraiA+KtlRcevCKGkL;zMgZr2ITLg5aR$}ZAzDdXw8#u=|VLYBP+w*AqQ{98oFb=9Yh4S~Jij{Bm_xM}E<u1Exme=2op4~mnYj#;i3BB^t;r
1&HqgZN@V_0@HDR4w+UxvtSsP+-
VF^t5cEj@h_uz>jT2p2Ebk^d5MkqldY|7W}&o(3WFd(iS~#aD(VGwc<Rb^`~HzkxB|_3<qT{H+{91l2<I2f7*j#ZpighO#AaxR+z2Talfy~I~jGget+hP&jr+y419QcY0h
dDt$Yn4`kOjjsq#6k+BcpbTXSoPMNB-
fJtZkZ`IT501-ER)b`5(g?r}b!#yvPkR{S*S#;6SwhjsML_$HqShuPOW7BL+%jI7=zGH2=*pf*|w9emh`W?yX9M;H@O`KZUT%=WEt#&9o6*Yzubl!OPtUr-_H-
+3N9DKg7Qx(cm37{B8MU6R14fFDqxw9zh$1W-*l7@#I-5Wy61p&@E>pXQw$n3vf>htik?V#Ol$gt%e-
ncdsg6s(OVja)?qxyYxQz2^Uu{Fg+5M+)QAc24y;>qqhzlS99wv1DiZ)!^&rq80~kmX17@000003O3>nD^j_-00Hj<^aB6@^EjnwvBYQl0ssI200dcD
""")
CABINET = _image("""
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5-
~gupmt6oRl*DMb1uSkq7Ez@i9+G3!!2xwI2$hR9jM{lT!G*sll*j<;67fjM!s25FlMp68s?fZ991Ntz$#UTEh?P(ps{&H#bflWij5!Swc(>WG^(=L{=J=}(0c7T1{2gw#W
Vz1;o?9ooPY#nG4!R%tQs2~%%EojZ2-yWLAZ(w7`tXTf2&z~A@XW3t!p3Tb{()V=P@n(+3d?I~<+JQd00FZBr~v=~YsYr$vBYQl0ssI200dcD
""")
INSTALLER = _image("""
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5;3xkI8C?KqGrk;#Fn3_|q=YI!3><bRg7T4u+=$92y6CURtZ#ElO{}{H!%97Z@VPtpn70Vt=TJRc`+NLO6*#5{>#@|mf3T*AhPmtm
;)x#`tdQUNkyH4>Ij(6C6R}ZQoZBh;+8(pO1FVDl6&y)x2t3fvW6-
8!oSK@<jD!B*rX=uH=ET%cdDK!_cA)iU?FE~r;#@=}tn(P2bOtRgP8+poin6PkzaC)C2MqyUqP%+_Nxcbf49x#AUkI0kj^FZ;c~qp_CKn$UqX#!rtN&iDngJr{iVsZ^s|L
}Gc9byFc9hNu`baB{cX6yNodwg<By@`Wc6YV+d4T-
IXh!!pjV8Q_3%J3Psa;8r3QcF}_dnK<&7eZC?3;wa|FPJq6&R=vgWcJ`9v%%El!j24qbOb#;fW{33VsOoFRp)j&SxvHw#n*TSV}%hTITM%uY5+BS2@~j#zlkV^oKabOu?5
Hn6>BQ`wo;dSHz~rD6>W(W8?6F<~QVB)DU)0N{BPuSeZMs;Y8fpr50XvCur$tbaCV-
AA!DZ#21ke%4ZlU0e#Q`P<!}2P~7UE)={-7w*^;sNk7UMPzC=CjHsXKKxx~<N;t%g1=COwyPFnulQDuY{J%r>$5jb1d$(2;vr*Ac19S$6R>GW(voAN7^mp^8;`hG-
jPjDd=$5IA5L^w;{|>>B`&|3@^p6z;+6UPkbg5{Ff<r&cchK-uzFRg~FoqlI6NFyWocUr-ZCyyDQePj5KLT6(V^5tF>)yuL%SL3$(y^Ly;Q&*i_jlof0mWv4NxsTMu9O+K
5IsP_oiYy-`uEa9Kp8~b89<ikp-n)=bLf*arF|j5!DKq;7K$42!J6L2<v`R-Akb;osBp>&L^z*IWo$A(zxBpKA17Ij-YQ`N=tyCXl}m-
fgG4T!Y9p`kCweZoS?*WHL73O<{sZXcaT=?t<z2+;F;O}-W;0Rp*jq&=(>*Bi_#`yYlfvK5wC7V=O{<jKvOi<c7sg8`a7r{gaND!FKNGE+(Wuh_!7d;}S5t(AOK-Il5Qt(
0aN>HO*&EmkC&w=4UJ`4F63ofK&U={5io=l_<4$XaY)hKwbRJ_I2+>^!Rw}5~15d`OiyofRtTlmE1oEmGY?nl5I?a|_ONCaRKtWSYYMW@=x2f@(P{Q;7$d<C+yIYXU!s2w
?&MWX++Cm7jRlYWq#c;DU)NjwdrjOvS49dDNzT;$MTqF>IjEFZhJ}PYqWA$OZqFD#jY<g)!Hwgveq`lQq={zP=k`ZOe^@Avs(0z}3+Y({o5%T<RP{vGZ##JHr-
M{!Zx8&}9Z)XFivO`%NgE>2!oqCg%PA~%epwVvbayjNZE{yR;;-wMfN4#Bcm=h8Ju$7omu2R)EBN}sVAMss93m95c!r2M4lK{12G8`!H<=-
<=w2_~MYqTkWR~}I!lrdCIvV&|ilQHuTg7ru6=Dg|<BbaYOkS+5{kji(YvgLa8LSKB?>uIc2exCuGbN4nMK%yVRfnl>E+`0Yn8vj?%RbHGTWY_z}{B<QYqa#@-
_+fTy`9@eb0}CZ8VAK3Si-nLWkQgR;DYSy#eZN<2nJ<d{$9yPkhCAbhkNUb_LkTuCwC=pHfIkV~IVB+NFAW8|3?q&Qo%W4YbqZyZbKBQRl;JsbRIzAdtqa&PDn37h&&v4U
VI^L^5~0VZK>F4WTvG~Su@SOI1RWtHZO<xVqbhy;_piOTV4)}k$f2C6Les3ov0r;FwYApPt!vu!LCk=tP29{+J!a#7e+)z?L`ud@eP|n$pIJq22e;v3?TL7%Flx=OUMCTD
UcwwbPppr%gf^=;14T<JLOtf`9T_o|TqT@plr0^6W!LYKp|Xlt&KO&alG*Tl<^LBn3SRmgz_rTD|KumTax-
0l%KzFJVTf6jL3+&Nk*?pGc?%Re0Q;b+qbx#5cPTCOU#7S{hk5c?^JxF_Csp{bMHoS4AMjEOc?y)m$+mAmQ=J<F<|BYHJ=(h%$Xcy+azLmSf5UY$GP*ABljT0^l+gVQI0p
hGL2SshvP{>h=!oEKN3Z6AWUc^68us?{`2LE#v*J2CexkCH@e%;r&0Gh6wvZNzHOEM#!OzRnW9o)*=Kro_L;XxrT`X&DTj2vv&}6KWmaKfePbw#tRPn;rSNArgBfIW|eHq
#4rXaQB^n55DSb|FLUvM={zDo1p!hcl7DS(O;*G^|wl)(BWp}76cBHzggu$tg>rUVmbNM(S;8#I}e!}ScT+}^EP)VkkcP!pSB@NjC?kB;1%_yeGf%y}(669A$Eq#?0>sh)
Oi2SnXes45MkNyOF;uyz-
{0KH0%0WNHO(Q*_c=II<oI~(2A!;eA|IZ??B#%8To^t`BcP&HKLfbwdpk&<Enu^nQ`GSODfj5LILc_VyR!y4(NbtG6JChfj}m~iqH@J<W>fxcgwI#5x0KQrP2tImB>FMs`
W=Sy29j+hg!5~_`<nUat~p)pb+pv*`d1&L(RDE-^qgZr;#raq#r3KjpYg3ED`kQNJwI+Nb2?_QPRXm}`2L_^)yg=sha-N<j?Q#NTf1OgVaiU`DA4AZ-
M%u$^iF9sxzcmdU^loZ_>5`Kgrz%;dc_rTi47;P%8g82FAQ-DHaCqxKPib0jv-
~vJT7EJ0LP(*7O8aZ!u(E~SsUbmIGV)@dUZdecp?tWPPvMHN9CTw+(!l#|KS)IYV*)Q|Xn}}cn83J8F;7i<NYiubY9b2_!>%#Bjsj{YTf3F8gngdh;3;_kO|0;R%y>Lqay
iH?!#d<4<ErznSnMs1jn46zF&%MeOV)F|(sU5^QRL=!sF3JJ=q@{hmJ5QSdB>+w6v>zHNOFLdNFVhUMPzuy-
$^ODE5ZUc)V}3t1E+|<kDIIUmxS4KXR#^QKF&L1B$eyqAeP>Q#T-($GM6AjUKp0H;JZ#N91$R27N9~{|mVF+|qIyeUDP`LrAstOG-
$@sKKhA8DtoGaNs^BVd!YEF6K$Y$;Bg&2$)py4NYG|-*1bO1!Qp#C<fJh|0)X&d5)oO@>2})wibi54e853A9BF_D|4+b18K{a-
we<&lnf2fh^y42_O3I)z$ghRHh(INZ+jf2pVdfR~smg)03dH|cE6evSurc{QezCf+G_5%mZ)V5l<B9Yl*A4DK#>l7Im5;5gx5)1%<*+|_iV(KdEW4~Je1=l1z!xl<)l~Sb
BEi(L73+!gmOP~ZIPY21<ylg3JLwyXhb2c<dMA9o8(vI8OJ;8}A#zv*z^@ef=1Z%+8oy$7vsD@s$qN79Od#gQXyw=%}IAK%;Enq*q|JPZ}@sM};j|fHIEf0gB%^4jF0HZ@
H2rXszsftTSxl!l<00000Rs7b=tb<4!00FfWfKUJc(*M_;vBYQl0ssI200dcD
""")
