;command --no-such-option
;! --no-such-option
;exit 2
