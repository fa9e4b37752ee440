; --version prints the name and the version.
;command --version
;=> norn 0.1.0
;exit 0
