;command -e "(println 1) ]"
;=> 1
;! Unmatched delimiter
;exit 1
