// PromQL as Prometheus 3 reads it (promql/parser/lex.go). Three things are read by context there and so have a mode here:
// names between braces are never keywords, between brackets only durations stand, and a comment may follow a
// duration between brackets but not come before the first one.
lexer grammar PromqlLexer;

tokens { NUMBER, STRING, LEFT_PAREN, RIGHT_PAREN, COMMA, STEP, RANGE, MAX_OF, MIN_OF, ADD, SUB, MUL, DIV, MOD, POW }

channels { COMMENTS }

AND options { caseInsensitive = true; }          : 'and' ;
OR options { caseInsensitive = true; }           : 'or' ;
UNLESS options { caseInsensitive = true; }       : 'unless' ;
ATAN2 options { caseInsensitive = true; }        : 'atan2' ;

SUM options { caseInsensitive = true; }          : 'sum' ;
AVG options { caseInsensitive = true; }          : 'avg' ;
COUNT options { caseInsensitive = true; }        : 'count' ;
MIN options { caseInsensitive = true; }          : 'min' ;
MAX options { caseInsensitive = true; }          : 'max' ;
GROUP options { caseInsensitive = true; }        : 'group' ;
STDDEV options { caseInsensitive = true; }       : 'stddev' ;
STDVAR options { caseInsensitive = true; }       : 'stdvar' ;
TOPK options { caseInsensitive = true; }         : 'topk' ;
BOTTOMK options { caseInsensitive = true; }      : 'bottomk' ;
COUNT_VALUES options { caseInsensitive = true; } : 'count_values' ;
QUANTILE options { caseInsensitive = true; }     : 'quantile' ;
LIMITK options { caseInsensitive = true; }       : 'limitk' ;
LIMIT_RATIO options { caseInsensitive = true; }  : 'limit_ratio' ;

OFFSET options { caseInsensitive = true; }       : 'offset' ;
SMOOTHED options { caseInsensitive = true; }     : 'smoothed' ;
ANCHORED options { caseInsensitive = true; }     : 'anchored' ;
BY options { caseInsensitive = true; }           : 'by' ;
WITHOUT options { caseInsensitive = true; }      : 'without' ;
ON options { caseInsensitive = true; }           : 'on' ;
IGNORING options { caseInsensitive = true; }     : 'ignoring' ;
GROUP_LEFT options { caseInsensitive = true; }   : 'group_left' ;
GROUP_RIGHT options { caseInsensitive = true; }  : 'group_right' ;
BOOL options { caseInsensitive = true; }         : 'bool' ;

START options { caseInsensitive = true; }        : 'start' ;
END options { caseInsensitive = true; }          : 'end' ;
STEP_NAME options { caseInsensitive = true; }    : 'step' -> type(STEP) ;
RANGE_NAME options { caseInsensitive = true; }   : 'range' -> type(RANGE) ;
MAX_OF_NAME options { caseInsensitive = true; }  : 'max_of' -> type(MAX_OF) ;
MIN_OF_NAME options { caseInsensitive = true; }  : 'min_of' -> type(MIN_OF) ;

SPECIAL_NUMBER options { caseInsensitive = true; } : ( 'inf' | 'nan' ) -> type(NUMBER) ;

IDENTIFIER        : LETTER ( LETTER | DIGIT )* ;
METRIC_IDENTIFIER : ( LETTER | ':' ) ( LETTER | DIGIT | ':' )* ;

PLAIN_NUMBER : NUMBER_TEXT -> type(NUMBER) ;
PLAIN_STRING : STRING_TEXT -> type(STRING) ;

OPEN_PAREN    : '(' -> type(LEFT_PAREN) ;
CLOSE_PAREN   : ')' -> type(RIGHT_PAREN) ;
LEFT_BRACE    : '{' -> pushMode(BRACES) ;
LEFT_BRACKET  : '[' -> pushMode(BRACKETS) ;
PLAIN_COMMA   : ',' -> type(COMMA) ;
AT            : '@' ;
PLUS          : '+' -> type(ADD) ;
MINUS         : '-' -> type(SUB) ;
TIMES         : '*' -> type(MUL) ;
SLASH         : '/' -> type(DIV) ;
PERCENT       : '%' -> type(MOD) ;
CARET         : '^' -> type(POW) ;
EQUALS        : '==' ;
NOT_EQUALS    : '!=' ;
LESS          : '<' ;
LESS_EQUALS   : '<=' ;
GREATER       : '>' ;
GREATER_EQUALS: '>=' ;
TRIM_UPPER    : '</' ;
TRIM_LOWER    : '>/' ;

SPACE   : SPACE_TEXT -> skip ;
COMMENT : COMMENT_TEXT -> channel(COMMENTS) ;
STRAY   : . ;

fragment LETTER       : [A-Za-z_] ;
fragment DIGIT        : [0-9] ;
fragment HEX_DIGIT    : [0-9A-Fa-f] ;
fragment SPACE_TEXT   : [ \t\r\n]+ ;
fragment COMMENT_TEXT : '#' ~[\r\n]* ;

// Everything that hangs together as one number or duration; NumberText says whether it is one. The sign belongs to it
// after an exponent only, which in a hexadecimal number can follow the first digit alone.
fragment NUMBER_TEXT
    : '0' [xX] '_'? ( HEX_DIGIT ( [eE] [+-]? )? )? NUMBER_REST*
    | ( '.' DIGIT | [1-9] ) NUMBER_PART*
    | '0' ( ( [eE] [+-] | [A-WYZa-wyz_0-9.] ) NUMBER_PART* )?
    ;
fragment NUMBER_PART : [eE] [+-] | NUMBER_REST ;
fragment NUMBER_REST : LETTER | DIGIT | '.' ;

// U+FFFD is what Prometheus sees where bytes are not UTF-8, so it takes none that is written out either.
fragment STRING_TEXT
    : '"' ( ~["\\\n\uFFFD] | ESCAPE | '\\"' )* '"'
    | '\'' ( ~['\\\n\uFFFD] | ESCAPE | '\\\'' )* '\''
    | '`' ~[`\uFFFD]* '`'
    ;
fragment ESCAPE
    : '\\' ( [abfnrtv\\]
           | [0-7] [0-7] [0-7]
           | 'x' HEX_DIGIT HEX_DIGIT
           | 'u' HEX_DIGIT HEX_DIGIT HEX_DIGIT HEX_DIGIT
           | 'U' HEX_DIGIT HEX_DIGIT HEX_DIGIT HEX_DIGIT HEX_DIGIT HEX_DIGIT HEX_DIGIT HEX_DIGIT
           )
    ;

mode BRACES;

RIGHT_BRACE   : '}' -> popMode ;
LABEL_NAME    : LETTER ( LETTER | DIGIT )* ;
LABEL_STRING  : STRING_TEXT -> type(STRING) ;
LABEL_COMMA   : ',' -> type(COMMA) ;
MATCH_EQUAL        : '=' ;
MATCH_NOT_EQUAL    : '!=' ;
MATCH_REGEX        : '=~' ;
MATCH_NOT_REGEX    : '!~' ;
BRACES_SPACE   : SPACE_TEXT -> skip ;
BRACES_COMMENT : COMMENT_TEXT -> channel(COMMENTS) ;
BRACES_STRAY   : . -> type(STRAY) ;

// Before the first duration.
mode BRACKETS;

FIRST_NUMBER  : NUMBER_TEXT -> type(NUMBER), mode(DURATIONS) ;
FIRST_STEP options { caseInsensitive = true; }   : 'step' -> type(STEP) ;
FIRST_RANGE options { caseInsensitive = true; }  : 'range' -> type(RANGE) ;
FIRST_MAX_OF options { caseInsensitive = true; } : 'max_of' -> type(MAX_OF) ;
FIRST_MIN_OF options { caseInsensitive = true; } : 'min_of' -> type(MIN_OF) ;
FIRST_WORD    : LETTER+ -> type(STRAY) ;
FIRST_OPEN    : '(' -> type(LEFT_PAREN) ;
FIRST_CLOSE   : ')' -> type(RIGHT_PAREN) ;
FIRST_COMMA   : ',' -> type(COMMA) ;
FIRST_ADD     : '+' -> type(ADD) ;
FIRST_SUB     : '-' -> type(SUB) ;
FIRST_MUL     : '*' -> type(MUL) ;
FIRST_DIV     : '/' -> type(DIV) ;
FIRST_MOD     : '%' -> type(MOD) ;
FIRST_POW     : '^' -> type(POW) ;
COLON         : ':' ;
RIGHT_BRACKET : ']' -> popMode ;
FIRST_SPACE   : SPACE_TEXT -> skip ;
FIRST_STRAY   : . -> type(STRAY) ;

mode DURATIONS;

NEXT_NUMBER  : NUMBER_TEXT -> type(NUMBER) ;
NEXT_STEP options { caseInsensitive = true; }   : 'step' -> type(STEP) ;
NEXT_RANGE options { caseInsensitive = true; }  : 'range' -> type(RANGE) ;
NEXT_MAX_OF options { caseInsensitive = true; } : 'max_of' -> type(MAX_OF) ;
NEXT_MIN_OF options { caseInsensitive = true; } : 'min_of' -> type(MIN_OF) ;
NEXT_WORD    : LETTER+ -> type(STRAY) ;
NEXT_OPEN    : '(' -> type(LEFT_PAREN) ;
NEXT_CLOSE   : ')' -> type(RIGHT_PAREN) ;
NEXT_COMMA   : ',' -> type(COMMA) ;
NEXT_ADD     : '+' -> type(ADD) ;
NEXT_SUB     : '-' -> type(SUB) ;
NEXT_MUL     : '*' -> type(MUL) ;
NEXT_DIV     : '/' -> type(DIV) ;
NEXT_MOD     : '%' -> type(MOD) ;
NEXT_POW     : '^' -> type(POW) ;
NEXT_COLON   : ':' -> type(COLON) ;
NEXT_BRACKET : ']' -> type(RIGHT_BRACKET), popMode ;
NEXT_SPACE   : SPACE_TEXT -> skip ;
NEXT_COMMENT : COMMENT_TEXT -> channel(COMMENTS) ;
NEXT_STRAY   : . -> type(STRAY) ;
